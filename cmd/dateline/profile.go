package main

import (
	"errors"
	"fmt"
	"os"
	"runtime/pprof"
)

// profiled calls a function, and writes where its CPU time went to a file for go tool
// pprof. Without a name of a file it only calls it.
func profiled(file string, do func() error) (err error) {
	if file == "" {
		return do()
	}
	out, err := os.Create(file)
	if err != nil {
		return fmt.Errorf("cannot write the profile: %w; --cpu-profile takes the name of a file", err)
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	if err := pprof.StartCPUProfile(out); err != nil {
		return err
	}
	defer pprof.StopCPUProfile()
	return do()
}
