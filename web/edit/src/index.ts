// What scripts add to a work page, which does without them: what is typed is saved by
// itself and kept while there is no connection, words are selected in the text, names
// are looked up, rows are added, and keys lead from pane to pane.
import { Autosave } from "./autosave";
import { enhanceComboboxes } from "./combobox";
import { Outbox } from "./outbox";
import { Panes } from "./panes";
import { enhancePictures } from "./pictures";
import { enhanceRows } from "./rows";
import { enhanceSelection } from "./selection";
import { Status } from "./status";
import { readWords } from "./words";

const main = document.querySelector<HTMLElement>("main[data-story]");
if (main) {
  const words = readWords(main);
  const status = new Status(main, words);
  const outbox = new Outbox(main.dataset.story ?? "");
  const autosave = new Autosave(main, outbox, status, words);
  new Panes(main, autosave);
  enhanceSelection(main, words);
  enhanceRows(main);
  enhancePictures(main, words);
  enhanceComboboxes(main, words);
  void autosave.begin();
}
