/** What the server tells after a save, and when it is asked: DraftState in openapi.yaml. */
export interface State {
  seq: number; // of the draft
  since?: number; // of the record that was saved
  merged: boolean; // the record has what others changed, which its form does not show
  saved_at: string | null; // RFC 3339
  undo: Step | null;
  redo: Step | null;
  others: string[] | null;
  coverage?: { cited: number; of: number };
  faults?: Fault[] | null;
  shown?: Record<string, { words: string; edtf?: string }> | null;
}

/** A step that can be undone; what says in words what it was. */
export interface Step {
  seq: number;
  what: string;
}

/** What is wrong with a field, or missing in it. */
export interface Fault {
  field: string;
  message: string;
}

/** What a conflict tells beside the fields, which the form as the server gives it shows. */
export interface Conflicted {
  by: string; // who has changed them
}
