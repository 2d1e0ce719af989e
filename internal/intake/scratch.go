package intake

import (
	"fmt"
	"os"
)

// Scratch is a file for as long as it is open. Where the system allows it, it has no
// name from the beginning, so that nothing of it is left when the program is killed.
type Scratch struct{ *os.File }

// NewScratch makes one in the folder for temporary files.
func NewScratch() (*Scratch, error) {
	file, err := os.CreateTemp("", "dateline-import-")
	if err != nil {
		return nil, fmt.Errorf("keep a file: %w", err)
	}
	_ = os.Remove(file.Name()) // Windows keeps the names of open files: then Close takes it away
	return &Scratch{file}, nil
}

// Close gives the file up.
func (s *Scratch) Close() error {
	err := s.File.Close()
	_ = os.Remove(s.Name()) // it is gone already, but on Windows
	return err
}
