// Package page makes the pages that people read: what stands on each, from
// records of the domain, in each of the languages, and the templates that turn
// it into HTML. It knows nothing of HTTP and asks nobody for data.
package page
