package convert

// Detected is under test in package convert_test.
var Detected = detected
