//go:build !linux

package main

// giveWay does nothing here: who starts the process says how much of the processor it gets.
func giveWay(int) error { return nil }
