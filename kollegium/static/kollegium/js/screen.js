/** The big screen and a guest's page load this: they follow the meeting and write nothing. */
import "./elements/agenda_timer.js";
import "./elements/agenda_track.js";
import "./elements/conversation_parts.js";
import "./elements/fitted_box.js";
import "./elements/talk_round.js";
import "./elements/talk_time.js";
import "./elements/wonder_card.js";
import "./elements/room_screen.js";
