package store

import (
	"encoding/json"
	"fmt"

	"example.org/dateline/internal/edtf"
)

// zonesMigration is the thirteenth migration: its SQL makes columns that say
// which bounds of a date are instants, and its step in Go fills them, of now and
// of the past. No document changes, and no revision is made.
const (
	zonesMigration = 13
	zonesFile      = "0013_zones.sql"
)

// fillZones fills those columns. Where no date has a zone nothing is written.
func (f *boundsFiller) fillZones() error {
	for _, t := range boundsTables {
		if t.links == nil {
			continue
		}
		for after := int64(-1); ; {
			rows, err := f.read(t, after)
			if err != nil {
				return fmt.Errorf("read %s: %w", t.name, err)
			}
			for _, r := range rows {
				after = r.key
				zoned, err := zonedIn(r.doc)
				if err != nil {
					return fmt.Errorf("read the date of %s %d: %w", t.name, r.key, err)
				}
				if zoned == 0 {
					continue
				}
				if err := f.exec("UPDATE "+t.name+" SET zoned = ? WHERE "+t.key+" = ?", int64(zoned), r.key); err != nil {
					return err
				}
			}
			if len(rows) < batch {
				break
			}
		}
	}
	return nil
}

// zonedIn tells which bounds of a stored record's date are instants.
func zonedIn(doc []byte) (edtf.Zoned, error) {
	var record struct {
		Date *struct{ EDTF string }
	}
	if err := json.Unmarshal(doc, &record); err != nil || record.Date == nil || record.Date.EDTF == "" {
		return 0, err
	}
	d, err := edtf.Parse(record.Date.EDTF)
	return d.Zoned(), err
}
