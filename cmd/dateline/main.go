// Command dateline serves news stories as timelines that can be queried,
// embedded and checked back to the sentence. docs/operations.md has its manual.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
)

// version is set by the linker; see the Makefile.
var version string

// Exit codes, beside 0 for success.
const (
	exitFailure = 1 // the command could not do what it was asked
	exitUsage   = 2 // it was not asked rightly
	exitPartly  = 3 // it did what it was asked for the rest, and some records were rejected
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	code := run(context.WithValue(ctx, ownProcess{}, true), os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// interrupted is said of a command that a signal has ended; the annotation of that name, in
// full, by those that have more to say.
const interrupted = "interrupted"

// ownProcess is set in the context of a command that has the process for itself, and so may
// change what holds for all of it.
type ownProcess struct{}

// run is the program without its process, so that tests can call it.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := rootCommand() //nolint:contextcheck // cobra hands the context to each command: ExecuteContext, below
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	cmd, err := root.ExecuteContextC(ctx)
	if err == nil {
		return 0
	}
	if _, partly := errors.AsType[*rejectedError](err); ctx.Err() != nil && !partly {
		// Whatever was at work then says that it could not go on, each in its own words.
		err = errors.New(cmp.Or(cmd.Annotations[interrupted], interrupted))
	}
	if what, suggestions, unknown := strings.Cut(err.Error(), "\n\nDid you mean this?"); unknown || strings.HasPrefix(what, "unknown command") {
		if first, _, _ := strings.Cut(strings.TrimSpace(suggestions), "\n"); first != "" {
			what += fmt.Sprintf("; did you mean %q?", first)
		}
		err = usage(root, "%s", what)
	}
	for line := range strings.SplitSeq(strings.TrimSpace(err.Error()), "\n") {
		fmt.Fprintln(stderr, "dateline:", line)
	}
	if _, wrong := errors.AsType[*usageError](err); wrong {
		return exitUsage
	}
	if _, partly := errors.AsType[*rejectedError](err); partly {
		return exitPartly
	}
	return exitFailure
}

// usageError is a mistake in how the command was called.
type usageError struct{ err error }

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

// usage makes an error that ends with what to type next.
func usage(cmd *cobra.Command, format string, args ...any) error {
	return &usageError{fmt.Errorf("%s; see %s --help", fmt.Sprintf(format, args...), cmd.CommandPath())}
}

func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "dateline",
		Short: "News stories as timelines that can be queried and checked back to the sentence",
		Long: `Dateline turns news stories into timelines that can be queried, embedded and
checked back to the sentence: events, actors, quotes, places and sources in
one SQLite file, served as JSON.

Every flag can also be set by a variable of the environment: --query-timeout
by DATELINE_QUERY_TIMEOUT, and so on. A flag given on the command line wins.`,
		Version:           programVersion(),
		SilenceUsage:      true,
		SilenceErrors:     true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return fromEnvironment(cmd) },
	}
	root.SetVersionTemplate("dateline {{.Version}}\n")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return usage(cmd, "%s", err) })
	root.AddCommand(serveCommand(), importCommand(), exportCommand(), verifyCommand(), citeCommand(), initCommand(), draftCommand(), tokenCommand(), userCommand(),
		backupCommand(), restoreCommand(), checkCommand(), eraseCommand(), migrateCommand(), versionCommand())
	return root
}

func programVersion() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "devel"
}
