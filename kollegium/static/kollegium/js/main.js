/** Every page loads this: elements start by themselves where they stand in the page, also after an htmx swap. */
import "./elements/agenda_timer.js";
import "./elements/agenda_track.js";
import "./elements/calm_hint.js";
import "./elements/if_then.js";
import "./elements/live_protocol.js";
import "./elements/own_plan.js";
import "./elements/quick_note.js";
import "./elements/saved_state.js";
import "./elements/talk_round.js";
import "./elements/live_room.js";

document.documentElement.classList.add("js");
