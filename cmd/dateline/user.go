package main

import (
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

func userCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "user",
		Short: "Invite, list and revoke the people who edit in the browser",
		Long: `Invite, list and revoke the people who edit in the browser, at /edit. Somebody who
is invited gets a link that is good once and for 24 hours; what they write is in the
log under their name. Their scope is one of

  write  write records
  admin  that, and what concerns the server itself, such as access tokens

A server notices who is new or revoked at once.`,
		Example: `  dateline user invite "Olena Kovalenko" --public-url https://timelines.example
  dateline user list
  dateline user revoke "Olena Kovalenko"`,
	}
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		names := []string{"invite", "list", "revoke"}
		if len(args) == 0 {
			return usage(cmd, "say whether to invite, list or revoke somebody")
		}
		return usage(cmd, "there is no command dateline user %s%s", args[0], hint(timeline.Suggest(args[0], names), names))
	}
	cmd.RunE = func(*cobra.Command, []string) error { return nil } // never: Args refuses all
	cmd.AddCommand(userInviteCommand(), userListCommand(), userRevokeCommand())
	return cmd
}

func userInviteCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "invite NAME",
		Short: "Make a link by which somebody signs in, and print it: once, and nothing else",
		Long: `Make a link by which somebody signs in, and print it on standard output: once, and
nothing else. Only its digest is kept, so it cannot be shown again. It is good once
and for 24 hours.

Who has no device left that is signed in is invited again under the same name: the
new link ends those before it.`,
		Example: `  dateline user invite "Olena Kovalenko" --public-url https://timelines.example
  dateline user invite "Olena Kovalenko" --scope admin`,
		Args: oneName("invite"),
	}
	db := databaseFlag(cmd)
	scope := cmd.Flags().String("scope", "", "what they may do: "+strings.Join(store.PersonScopes, ", ")+" (write for somebody new, and else what they have)")
	origin := cmd.Flags().String("public-url", "http://localhost:8080", "scheme and host of the server, which the link begins with")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		switch {
		case *scope != "" && !slices.Contains(store.PersonScopes, *scope):
			return usage(cmd, "--scope is one of %s, not %q", strings.Join(store.PersonScopes, ", "), *scope)
		case !isOrigin(*origin):
			return usage(cmd, "--public-url is a scheme and host such as https://timelines.example, not %q", *origin)
		}
		if isNewFile(*db) {
			return noDatabase(*db)
		}
		return withStore(cmd.Context(), *db, store.Options{}, func(st *store.Store) error {
			secret, err := st.Invite(cmd.Context(), args[0], *scope)
			if err != nil {
				return wrongToken(cmd, err)
			}
			if _, err := fmt.Fprintln(cmd.OutOrStdout(), invitationLink(*origin, secret)); err != nil {
				return fmt.Errorf("the link could not be printed: make another one with `dateline user invite` (%w)", err)
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "This link signs %s in, once and within 24 hours. It is not shown again.\n", args[0])
			return nil
		})
	}
	return cmd
}

// invitationLink is the address that an invitation is used at.
func invitationLink(origin, secret string) string {
	return strings.TrimSuffix(origin, "/") + "/edit/invitations/" + secret
}

// oneName takes the name of one person.
func oneName(doing string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usage(cmd, `name one person, such as dateline user %s "Olena Kovalenko"`, doing)
		}
		return nil
	}
}

func userListCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the people who edit in the browser",
		Long: `List everybody who was invited, in that order, also those who are revoked. DEVICES
counts where they are signed in; INVITED is until when a link that nobody has used
is good. When somebody was last here is known to about a minute.`,
		Args: noArguments,
	}
	db := databaseFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if isNewFile(*db) {
			return noDatabase(*db)
		}
		return withStore(cmd.Context(), *db, store.Options{}, func(st *store.Store) error {
			people, err := st.People(cmd.Context())
			if err != nil {
				return err
			}
			if len(people) == 0 {
				fmt.Fprintln(cmd.ErrOrStderr(), "There is nobody: invite somebody with `dateline user invite NAME`.")
			}
			return writePeople(cmd.OutOrStdout(), people, time.Now())
		})
	}
	return cmd
}

func writePeople(w io.Writer, people []store.Person, now time.Time) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "NAME\tSCOPE\tCREATED\tINVITED\tLAST USED\tDEVICES\tSTATE")
	for _, p := range people {
		invited := "no"
		if !p.InvitedUntil.IsZero() {
			invited = moment(p.InvitedUntil)
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%d\t%s\n", p.Name, p.Scope, moment(p.CreatedAt), invited, moment(p.LastUsedAt), p.Sessions, p.State(now))
	}
	return table.Flush()
}

func userRevokeCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "revoke NAME",
		Short: "Shut somebody out, at once and for good",
		Long: `Shut somebody out, at once and for good: on every device, and with every link. They
stay in the list, and their name in the log of what they wrote.`,
		Example: `  dateline user revoke "Olena Kovalenko"`,
		Args:    oneName("revoke"),
	}
	db := databaseFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if isNewFile(*db) {
			return noDatabase(*db)
		}
		return withStore(cmd.Context(), *db, store.Options{}, func(st *store.Store) error {
			err := st.RevokePerson(cmd.Context(), args[0])
			if timeline.CodeOf(err) == timeline.NotFound {
				return fmt.Errorf("there is nobody named %q who could be revoked%s", args[0], activePeople(cmd, st, args[0]))
			}
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s is revoked\n", args[0])
			return err
		})
	}
	return cmd
}

// activePeople names those who were perhaps meant.
func activePeople(cmd *cobra.Command, st *store.Store, meant string) string {
	people, err := st.People(cmd.Context())
	if err != nil {
		return ""
	}
	var names []string
	for _, p := range people {
		if p.RevokedAt.IsZero() {
			names = append(names, p.Name)
		}
	}
	return hint(timeline.Suggest(meant, names), names)
}
