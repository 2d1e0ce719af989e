package main

import "github.com/pocketbase/pocketbase/core"

// define makes the collections: events that are related to actors and quotes, and
// one that joins actors and events, in which an index finds what an actor did in some
// years in its order.
func define(app core.App) error {
	actors := collection("actors", &core.TextField{Name: "name"}, &core.TextField{Name: "kind"})
	if err := app.Save(actors); err != nil {
		return err
	}
	events := collection("events", &core.TextField{Name: "story"}, &core.TextField{Name: "title"}, &core.TextField{Name: "summary"}, &core.TextField{Name: "type"},
		&core.TextField{Name: "status"}, &core.TextField{Name: "verification"}, &core.JSONField{Name: "date"}, &core.TextField{Name: "earliest"}, &core.TextField{Name: "latest"},
		&core.RelationField{Name: "actors", CollectionId: actors.Id, MaxSelect: 100}, &core.JSONField{Name: "roles"},
		&core.JSONField{Name: "places"}, &core.JSONField{Name: "topics"}, &core.JSONField{Name: "citations"}, &core.JSONField{Name: "external_ids"})
	if err := app.Save(events); err != nil {
		return err
	}
	quotes := collection("quotes", &core.RelationField{Name: "event", CollectionId: events.Id, MaxSelect: 1}, &core.RelationField{Name: "speaker", CollectionId: actors.Id, MaxSelect: 1},
		&core.TextField{Name: "text"}, &core.TextField{Name: "language"}, &core.TextField{Name: "kind"}, &core.JSONField{Name: "about"}, &core.JSONField{Name: "citations"})
	quotes.AddIndex("quotes_of_event", false, "event", "")
	if err := app.Save(quotes); err != nil {
		return err
	}
	documents := collection("documents", &core.JSONField{Name: "document"})
	if err := app.Save(documents); err != nil {
		return err
	}
	parts := collection("participations", &core.RelationField{Name: "event", CollectionId: events.Id, MaxSelect: 1}, &core.RelationField{Name: "actor", CollectionId: actors.Id, MaxSelect: 1},
		&core.RelationField{Name: "document", CollectionId: documents.Id, MaxSelect: 1},
		&core.TextField{Name: "earliest"}, &core.TextField{Name: "latest"})
	parts.AddIndex("participations_of_actor", false, "actor, earliest, latest", "")
	return app.Save(parts)
}

// collection is one that anybody may read. Its ids are those of Dateline.
func collection(name string, fields ...core.Field) *core.Collection {
	c := core.NewBaseCollection(name)
	anybody := ""
	c.ListRule, c.ViewRule = &anybody, &anybody
	if id, ok := c.Fields.GetByName("id").(*core.TextField); ok {
		id.Min, id.Max, id.Pattern, id.AutogeneratePattern = 1, 100, `^[a-z0-9-]+$`, ""
	}
	c.Fields.Add(fields...)
	return c
}
