package httpserver

import (
	"slices"
	"strings"
)

// appended are the parameters that others put behind an address when it is
// shared, counted or kept from a cache: advertisers, newsletters, content
// management systems and libraries for scripts. Nothing of ours has such a name.
var appended = []string{
	"_", "_ga", "_gl", "cb", "dclid", "fbclid", "gclid", "igshid", "mc_cid", "mc_eid",
	"msclkid", "nocache", "ref", "ver", "yclid",
}

// campaign begins the names of parameters that tell of a campaign.
const campaign = "utm_"

// Appended reports whether a parameter is one that others append. It means
// nothing anywhere: not in an answer's address, its cursor or its entity tag.
func Appended(name string) bool {
	return strings.HasPrefix(name, campaign) || slices.Contains(appended, name)
}
