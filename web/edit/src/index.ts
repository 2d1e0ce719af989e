// What scripts add to pages below /edit, which do without them: what is typed is saved by
// itself and kept while there is no connection, words are selected in the text, which may
// stay on this device, names are looked up, rows are added, and keys lead from pane to pane.
import { Autosave } from "./autosave";
import { enhanceComboboxes } from "./combobox";
import { DevicePane } from "./devicepane";
import { enhanceIntake } from "./intake";
import { Outbox } from "./outbox";
import { Panes } from "./panes";
import { enhancePictures } from "./pictures";
import { showPlaced } from "./placed";
import { enhanceRows } from "./rows";
import { enhanceSelection } from "./selection";
import { Shelf } from "./shelf";
import { Status } from "./status";
import { readWords } from "./words";

// How a text is read, for the tests that hold it to how the server reads one.
export { sentencesOf } from "./sentences";
export { measure, readText } from "./text";

const shelf = new Shelf();
const intake = document.querySelector<HTMLFormElement>("form[data-new]");
if (intake) enhanceIntake(intake, shelf);

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
  const device = main.querySelector<HTMLElement>("[data-device-source]");
  if (device) void new DevicePane(device, shelf, autosave).begin();
  void showPlaced(main, shelf);
  void autosave.begin();
}
