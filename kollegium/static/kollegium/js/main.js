/** Every page loads this: elements start by themselves where they stand in the page, also after an htmx swap. */
import "./elements/agenda_timer.js";
import "./elements/agenda_track.js";
import "./elements/calm_hint.js";
import "./elements/conversation_parts.js";
import "./elements/if_then.js";
import "./elements/left_out.js";
import "./elements/live_protocol.js";
import "./elements/own_line.js";
import "./elements/own_plan.js";
import "./elements/quick_note.js";
import "./elements/saved_state.js";
import "./elements/start_time.js";
import "./elements/talk_round.js";
import "./elements/time_choices.js";
import "./elements/vibration_choice.js";
import "./elements/wonder_card.js";
import "./elements/live_room.js";
import "./kept_focus.js";
import "./kept_pages.js";

document.documentElement.classList.add("js");
