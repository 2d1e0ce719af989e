// Package contract makes of openapi.yaml what common generators of clients take.
//
// The contract itself says each thing once: fields refer into other schemas, a list
// holds whole records or, with `fields`, parts of them, and an answer has ten formats.
// Generators read some of that not at all, and some as types that fit nothing. What
// they get says the same of less: JSON alone, whole records alone, and each schema
// written out.
package contract
