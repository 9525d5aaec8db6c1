/** What our modules use that the compiler does not know: our own events, htmx's, and what stands in a template. */

/** The room's state as the server sends it (kollegium/live/state.py). Times are epoch milliseconds, lengths are seconds. */
interface RoomState {
  version: number;
  now: number;
  started_at: number | null;
  ended_at: number | null;
  ends_at: number | null;
  due: number | null;
  final: boolean;
  step: number | null;
  step_started_at: number;
  paused_at: number | null;
  paused_for: number;
  steps: { position: number; seconds: number; took: number | null }[];
  present: number[];
  documentarian: number | null;
  reflector: number | null;
  people: Record<number, string>;
  press: { kind: string; by: number; until: number } | null;
  card: number | null;
  part: { index: number; seconds: number; began_at: number } | null;
  pairs: number[][] | null;
  owner: number | null;
  round: RoomRound | null;
  /** Only in a state that the browser has kept from an earlier visit. */
  isKept?: boolean;
}

/** While a step is going on. */
type RunningState = RoomState & { step: number };

/** While a part of a step is going on. */
type PartState = RoomState & { part: NonNullable<RoomState["part"]> };
/** While a round is going on. */
type TurnState = RoomState & { round: RoomRound };

interface RoomRound {
  began_at: number | null;
  slot: number;
  speaker: number | null;
  order: number[];
  queue: number[];
  done: number[];
  passed: number[];
  later: number[];
  has_moved: boolean;
}

/** Where one text is: `unsaved` until the server has it, `local` while this device has a copy, `at` when it last got one. */
interface Unsaved {
  unsaved: boolean;
  local?: boolean;
  at?: number | null;
}

interface Connection {
  online: boolean;
  reason: "lost" | "out" | "other" | "removed" | "gone" | null;
  message: string;
  writes: boolean;
  you?: number;
}

/** A line that <own-line> asks <live-protocol> to put or take; answered in `answer`, or in `refusal`. */
interface AskedLine {
  heading: string;
  words: string;
  answer: string | boolean | null;
  refusal?: string;
}

/** What htmx tells in the events that we listen for. */
interface HtmxDetail {
  xhr: XMLHttpRequest;
  requestConfig: { verb: string; triggeringEvent?: Event };
  successful: boolean;
  failed: boolean;
  shouldSwap: boolean;
  serverResponse: string;
  target: Element;
}

/** Events of our own, and htmx's. A listener for any other name is an error. */
interface OwnEvents {
  "room:state": CustomEvent<RoomState>;
  "room:connection": CustomEvent<Connection>;
  "room:event": CustomEvent<{ name: string }>;
  "room:writing": CustomEvent<{ who: number; heading: string }>;
  "room:unsaved": CustomEvent<Unsaved>;
  "room:plan": CustomEvent<Unsaved>;
  "room:left": CustomEvent<Unsaved>;
  "room:refused": CustomEvent<{ message: string; final: boolean }>;
  "room:later": CustomEvent<{ message: string }>;
  "room:written": CustomEvent<null>;
  "own:kept": CustomEvent<null>;
  "words:lost": Event;
  "line:put": CustomEvent<AskedLine>;
  "line:take": CustomEvent<AskedLine>;
  "meeting.started": CustomEvent<null>;
  "protocol.final": CustomEvent<null>;
  "htmx:afterRequest": CustomEvent<HtmxDetail>;
  "htmx:afterSettle": CustomEvent<HtmxDetail>;
  "htmx:afterSwap": CustomEvent<HtmxDetail>;
  "htmx:beforeRequest": CustomEvent<HtmxDetail>;
  "htmx:beforeSwap": CustomEvent<HtmxDetail>;
  "htmx:oobAfterSwap": CustomEvent<HtmxDetail>;
  "htmx:oobBeforeSwap": CustomEvent<HtmxDetail>;
  "htmx:responseError": CustomEvent<HtmxDetail>;
  "htmx:sendError": CustomEvent<HtmxDetail>;
}

interface GlobalEventHandlersEventMap extends OwnEvents {}
interface DocumentEventMap {
  resume: Event;
}

type Heard = WindowEventMap & DocumentEventMap & MessagePortEventMap;
/** An event as a listener sees it: its target is whatever stands in the template. */
type Hearing<Name extends keyof Heard> = Heard[Name] & { target: any; currentTarget: any };
type Listener<Name extends keyof Heard> = { hear(event: Hearing<Name>): unknown }["hear"];
/** `on(name, listener)`, for as long as an element stands in the page. */
type On = <Name extends keyof Heard>(name: Name, listener: Listener<Name>, target?: EventTarget) => void;
/** `on(target, name, listener)`. */
type OnTarget = <Name extends keyof Heard>(
  target: EventTarget,
  name: Name,
  listener: Listener<Name>,
  capture?: boolean,
) => void;

/** What the clock says of a step: see warnings.js. */
type Warning = "" | "paused" | "half" | "soon" | "over";
type Timer = ReturnType<typeof setTimeout>;
declare function clearTimeout(id: Timer | null | undefined): void;

/** What a template holds is known to the journeys, not to the compiler: a lookup gives what the code takes it for. */
interface ParentNode {
  querySelector(selectors: string): any;
  querySelectorAll(selectors: string): NodeListOf<any>;
}
interface Element {
  closest(selectors: string): any;
}
interface Document {
  getElementById(id: string): any;
}
