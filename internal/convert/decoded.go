package convert

import (
	"encoding/json"
	"errors"
	"fmt"
)

var errEnough = errors.New("the writer wants no more records")

// Decoded makes the records that formats take of stored documents, as a walk
// hands them out one by one.
func Decoded[T any](walk func(fn func(doc json.RawMessage) error) error) Records[T] {
	return func(yield func(*T, error) bool) {
		err := walk(func(doc json.RawMessage) error {
			record := new(T)
			if err := json.Unmarshal(doc, record); err != nil {
				return fmt.Errorf("decode a stored record: %w", err)
			}
			if !yield(record, nil) {
				return errEnough
			}
			return nil
		})
		if err != nil && !errors.Is(err, errEnough) {
			yield(nil, err)
		}
	}
}
