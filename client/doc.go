// Package client asks and writes to a Dateline server from Go.
//
//	c := client.New("https://timelines.example.org", client.WithToken(token))
//	for event, err := range c.Events.All(ctx, client.Query{"actor": {"mike-waltz"}}) {
//		if err != nil {
//			return err
//		}
//		fmt.Println(event.Date.EDTF, event.Title)
//	}
//
// The records are those of the API, field by field; openapi.yaml of the server
// says what each means. A Query takes the parameters of the API under their own
// names, as_of among them. Each failure that the server explains is a *Problem,
// and errors.Is tells which one: errors.Is(err, client.ErrNotFound).
//
// Records are changed under their ETag, so that nobody's work is overwritten
// unseen: read, change, send with the ETag that came along, and begin again on
// ErrPreconditionFailed.
//
// Requests that the server has no room for now (429, 503), and those whose
// answer is lost, are made again where that cannot do anything twice: see
// WithRetries.
package client
