import { fill, type Words } from "./words";

/** A stretch of a source's text, in Unicode code points. */
interface Stretch {
  start: number;
  end: number;
}

/**
 * Takes any words of a text, by pointer, touch or keys, for the buttons of its form;
 * where no words are selected the sentences that are ticked count. With the focus on a
 * sentence Shift and the arrow keys take words of it and of those after it.
 */
export function enhanceSelection(main: HTMLElement, words: Words): void {
  const form = main.querySelector<HTMLFormElement>("form[data-select]");
  if (!form) return;
  const told = form.querySelector<HTMLElement>("[data-selected]");
  const note = (): void => {
    const stretch = selected(form);
    set(form, "start", stretch?.start);
    set(form, "end", stretch?.end);
    form.toggleAttribute("data-has-words", stretch !== null);
    const count = stretch ? (getSelection()?.toString().trim().split(/\s+/).length ?? 0) : 0;
    if (told) told.textContent = count ? fill(words.selected, { count }) : "";
  };
  document.addEventListener("selectionchange", note);
  form.addEventListener("keydown", (event) => {
    if (!event.shiftKey || !["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"].includes(event.key)) return;
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || box.type !== "checkbox") return;
    event.preventDefault();
    extend(box, event.key, event.ctrlKey || event.metaKey);
  });
  form.addEventListener("submit", () => {
    note(); // browsers tell of a selection a little later
    const box = form.querySelector<HTMLInputElement>("li input:checked");
    const at = selected(form) ? getSelection()?.anchorNode?.parentElement?.closest("li")?.id : box?.closest("li")?.id;
    if (at) sessionStorage.setItem("dateline-sentence", at);
  });
}

function set(form: HTMLFormElement, name: string, value: number | undefined): void {
  const field = form.querySelector<HTMLInputElement>(`input[type="hidden"][name="${name}"]`);
  if (field) field.value = value === undefined ? "" : String(value);
}

/** The words selected in the text of a form; null where there are none. */
function selected(form: HTMLFormElement): Stretch | null {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const spans = [...form.querySelectorAll<HTMLElement>("[data-text]")].filter((span) => range.intersectsNode(span));
  const pieces = spans.map((span) => piece(span, range)).filter((found) => found !== null);
  const first = pieces[0];
  const last = pieces.at(-1);
  return first && last && first.start < last.end ? { start: first.start, end: last.end } : null;
}

/** What a range has of the text of one sentence. */
function piece(span: HTMLElement, range: Range): Stretch | null {
  const item = span.closest<HTMLElement>("[data-start]");
  if (!item) return null;
  const begin = Number(item.dataset.start);
  const within = document.createRange();
  within.selectNodeContents(span);
  const text = span.textContent ?? "";
  const from = within.comparePoint(range.startContainer, range.startOffset) < 0 ? 0 : offset(span, range.startContainer, range.startOffset);
  const to = within.comparePoint(range.endContainer, range.endOffset) > 0 ? text.length : offset(span, range.endContainer, range.endOffset);
  const chosen = text.slice(from, to);
  const blank = chosen.length - chosen.trimStart().length;
  if (chosen.trim() === "") return null;
  const start = begin + points(text.slice(0, from + blank));
  return { start, end: start + points(chosen.trim()) };
}

function offset(span: HTMLElement, node: Node, at: number): number {
  const before = document.createRange();
  before.setStart(span, 0);
  before.setEnd(node, at);
  return before.toString().length;
}

/** How many Unicode code points a text has. */
function points(text: string): number {
  return [...text].length;
}

/** Makes the selection longer or shorter by a word, or by a line, from a sentence on. */
function extend(box: HTMLInputElement, key: string, start: boolean): void {
  const span = box.closest("li")?.querySelector<HTMLElement>("[data-text]");
  const selection = getSelection();
  if (!span || !selection) return;
  if (selection.isCollapsed || !selection.anchorNode || !span.closest("form")?.contains(selection.anchorNode)) {
    selection.collapse(span.firstChild ?? span, 0);
  }
  const rtl = getComputedStyle(span).direction === "rtl";
  const forward = key === "ArrowDown" || (key === "ArrowRight") !== rtl && key !== "ArrowUp";
  const unit = key === "ArrowUp" || key === "ArrowDown" ? "line" : "word";
  if (start) {
    // With Ctrl it is the beginning that moves.
    const { focusNode, focusOffset, anchorNode, anchorOffset } = selection;
    if (!focusNode || !anchorNode) return;
    selection.collapse(anchorNode, anchorOffset);
    selection.modify("move", forward ? "forward" : "backward", unit);
    if (selection.anchorNode) selection.setBaseAndExtent(selection.anchorNode, selection.anchorOffset, focusNode, focusOffset);
    return;
  }
  selection.modify("extend", forward ? "forward" : "backward", unit);
}
