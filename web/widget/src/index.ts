import { DatelineTimeline } from "./element";

// The script may be on a page twice, or in two versions: the first stays.
if (!customElements.get("dateline-timeline")) customElements.define("dateline-timeline", DatelineTimeline);
