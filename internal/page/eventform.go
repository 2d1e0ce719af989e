package page

// EventForm is the form of an event in the record pane of the work page.
type EventForm struct {
	EditFrame
	ID     string // of the event
	Title  string // as it is filled in
	Action string // where it is sent
}
