package api_test

import (
	"net/http"
	"testing"
)

// TestIndexLeadsEverywhere follows each address of the index.
func TestIndexLeadsEverywhere(t *testing.T) {
	t.Parallel()
	h := bundled(t)
	index := parsed[struct {
		Contract, Documentation string
		Resources               []struct{ Name, Address string }
	}](t, get(t, h, "/v1"))
	addresses := []string{index.Contract, index.Documentation}
	for _, r := range index.Resources {
		addresses = append(addresses, r.Address)
	}
	if len(addresses) < 10 {
		t.Errorf("the index has %v", addresses)
	}
	for _, address := range addresses {
		if rec := get(t, h, address); rec.Code != http.StatusOK {
			t.Errorf("%s answers %d", address, rec.Code)
		}
	}
	refused(t, get(t, h, "/v1?x=1"), http.StatusBadRequest, "unknown-parameter")
}
