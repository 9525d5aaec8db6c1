/**
 * Pages outside the room load this. Elements start by themselves where they stand in the page, also after an htmx swap.
 */
import "./elements/calm_hint.js";
import "./elements/if_then.js";
import "./elements/left_out.js";
import "./elements/own_plan.js";
import "./elements/print_page.js";
import "./elements/shown_field.js";
import "./elements/quick_note.js";
import "./kept_focus.js";
import "./kept_pages.js";
import "./on_paper.js";
import "./signing_out.js";
