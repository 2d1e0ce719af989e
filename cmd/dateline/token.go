package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

func tokenCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "token",
		Short: "Create, list and revoke access tokens",
		Long: `Create, list and revoke access tokens. Who sends one with a request, as
"Authorization: Bearer TOKEN", may do what its scope allows:

  read   read private stories
  write  that, and write records
  admin  that, and what concerns the server itself

A server notices a new or revoked token at once.`,
		Example: `  dateline token create --name newsdesk --scope write
  dateline token list
  dateline token revoke newsdesk`,
	}
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		names := []string{"create", "list", "revoke"}
		if len(args) == 0 {
			return usage(cmd, "say whether to create, list or revoke a token")
		}
		return usage(cmd, "there is no command dateline token %s%s", args[0], hint(timeline.Suggest(args[0], names), names))
	}
	cmd.RunE = func(*cobra.Command, []string) error { return nil } // never: Args refuses all
	cmd.AddCommand(tokenCreateCommand(), tokenListCommand(), tokenRevokeCommand())
	return cmd
}

func tokenCreateCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "create --name NAME --scope read|write|admin",
		Short: "Make a token, and print it: once, and nothing else",
		Long: `Make a token and print it on standard output: once, and nothing else. Only its
digest is kept, so it cannot be shown again.

--expires takes a time from now, such as 720h, a day, which is the last one, or
an instant (RFC 3339). Without it the token is good until it is revoked.`,
		Example: `  dateline token create --name newsdesk --scope write
  dateline token create --name partner --scope read --expires 2026-12-31`,
		Args: noArguments,
	}
	db := databaseFlag(cmd)
	name := cmd.Flags().String("name", "", "what the token is called in the list, and in the log of what it wrote")
	scope := cmd.Flags().String("scope", "", "what it allows: "+strings.Join(store.Scopes, ", "))
	expires := cmd.Flags().String("expires", "", "when it ends: 720h, 2026-12-31 or 2026-12-31T18:00:00Z")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		switch {
		case *name == "":
			return usage(cmd, "no name given: add --name and what the token is for, such as --name newsdesk")
		case !slices.Contains(store.Scopes, *scope):
			return usage(cmd, "--scope is one of %s, not %q", strings.Join(store.Scopes, ", "), *scope)
		}
		if isNewFile(*db) {
			return noDatabase(*db)
		}
		until, err := expiry(*expires, time.Now())
		if err != nil {
			return usage(cmd, "%s", err)
		}
		return withStore(cmd.Context(), *db, store.Options{}, func(st *store.Store) error {
			secret, err := st.CreateToken(cmd.Context(), *name, *scope, until)
			if err != nil {
				return wrongToken(cmd, err)
			}
			if _, err := fmt.Fprintln(cmd.OutOrStdout(), secret); err != nil {
				return fmt.Errorf("the token could not be printed: revoke it with `dateline token revoke %s` (%w)", *name, err)
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "This is the token %q. It is not shown again.\n", *name)
			return nil
		})
	}
	return cmd
}

// expiry reads when a token ends: zero for never.
func expiry(text string, now time.Time) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if lasts, err := time.ParseDuration(text); err == nil {
		return now.Add(lasts), nil
	}
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		return day.AddDate(0, 0, 1), nil // the day itself is in
	}
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return at, nil
	}
	return time.Time{}, fmt.Errorf("--expires takes a time from now such as 720h, a day such as 2026-12-31, or an instant such as 2026-12-31T18:00:00Z, not %q", text)
}

// wrongToken says how to call the command rightly, where that was the mistake.
func wrongToken(cmd *cobra.Command, err error) error {
	if wrong, ok := errors.AsType[*timeline.Error](err); ok {
		return usage(cmd, "%s", strings.TrimSuffix(wrong.Message, "."))
	}
	return err
}

func tokenListCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the tokens, without their secrets",
		Long: `List every token in the order in which they were made, also those that are expired
or revoked. When a token was last used is known to about a minute.`,
		Args: noArguments,
	}
	db := databaseFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if isNewFile(*db) {
			return noDatabase(*db)
		}
		return withStore(cmd.Context(), *db, store.Options{}, func(st *store.Store) error {
			tokens, err := st.Tokens(cmd.Context())
			if err != nil {
				return err
			}
			if len(tokens) == 0 {
				fmt.Fprintln(cmd.ErrOrStderr(), "There is no token: make one with `dateline token create --name NAME --scope read`.")
			}
			return writeTokens(cmd.OutOrStdout(), tokens, time.Now())
		})
	}
	return cmd
}

func writeTokens(w io.Writer, tokens []store.Token, now time.Time) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "NAME\tSCOPE\tCREATED\tEXPIRES\tLAST USED\tSTATE")
	for _, t := range tokens {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n", t.Name, t.Scope, moment(t.CreatedAt), moment(t.ExpiresAt), moment(t.LastUsedAt), t.State(now))
	}
	return table.Flush()
}

// moment is an instant in a table, never for none.
func moment(at time.Time) string {
	if at.IsZero() {
		return "never"
	}
	return at.UTC().Format("2006-01-02T15:04Z")
}

func tokenRevokeCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "revoke NAME",
		Short: "End a token, at once and for good",
		Long: `End a token, at once and for good. It stays in the list, and its name in the log
of what it wrote; a new token may have the same name.`,
		Example: "  dateline token revoke newsdesk",
	}
	db := databaseFlag(cmd)
	name := cmd.Flags().String("name", "", "the token's name, instead of the argument")
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if named := cmd.Flags().Changed("name"); named == (len(args) == 1) || len(args) > 1 {
			return usage(cmd, "name one token, such as dateline token revoke newsdesk")
		}
		return nil
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if isNewFile(*db) {
			return noDatabase(*db)
		}
		for _, given := range args {
			*name = given
		}
		return withStore(cmd.Context(), *db, store.Options{}, func(st *store.Store) error {
			err := st.RevokeToken(cmd.Context(), *name)
			if timeline.CodeOf(err) == timeline.NotFound {
				return fmt.Errorf("there is no token named %q that could be revoked%s", *name, activeTokens(cmd, st, *name))
			}
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s is revoked\n", *name)
			return err
		})
	}
	return cmd
}

// activeTokens names the tokens that were perhaps meant.
func activeTokens(cmd *cobra.Command, st *store.Store, meant string) string {
	tokens, err := st.Tokens(cmd.Context())
	if err != nil {
		return ""
	}
	var names []string
	for _, t := range tokens {
		if t.RevokedAt.IsZero() {
			names = append(names, t.Name)
		}
	}
	return hint(timeline.Suggest(meant, names), names)
}
