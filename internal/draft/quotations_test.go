package draft_test

import (
	"testing"

	"example.org/dateline/internal/draft"
)

var quotationCases = []struct{ text, want string }{
	{"“We are done,” the mayor said. “It is over.”", "We are done=the mayor It is over.=the mayor"},
	{"“We are done,” said the mayor of the town, who was tired.", "We are done=the mayor of the town"},
	{"The mayor later confirmed it, stating, “We are done.”", "We are done.=The mayor"},
	{"The mayor clarified that it was to help: “We are done. All of us.”", "We are done. All of us.=The mayor"},
	{"\"We are done,\" she said.", "We are done=she"},
	{"The mayor called it “unacceptable”.", "unacceptable=The mayor"},
	{"‘It wasn’t the pilots’ fault,’ the mayor told the court.", "It wasn’t the pilots’ fault=the mayor"},
	{"According to the mayor, “nothing has been done”.", "nothing has been done=the mayor"},
	{"The harbour master spoke first. “Nobody slept,” he said.", "Nobody slept=he"},
	{"The harbour master said it was late.\n“Nobody slept,” he added.", "Nobody slept=The harbour master"},
	{"The mayor said: “This is the first.\n“This is the second.”", "This is the first.=The mayor This is the second.=The mayor"},
	{"“Mind the gap, keep moving.”", "Mind the gap, keep moving.="},

	{"It fits the “America First” approach.", ""},
	{"Verdi’s “Aida”, often said to have been written for it, was first given in Cairo.", ""},
	{"The firm’s ‘Safety First’ charter was handed out.", ""},
	{"It’s the pilots’ strike, and the workers’ too.", ""},
	{"An unclosed “quotation goes nowhere.", ""},
}

func TestQuotations(t *testing.T) {
	for _, c := range quotationCases {
		got := ""
		for _, q := range draft.Read(c.text, draft.Options{Language: "en"}).Quotations {
			if got != "" {
				got += " "
			}
			got += q.Exact + "="
			if q.Speaker != nil {
				got += q.Speaker.Exact
			}
		}
		if got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestSpeakersAreActorsWhereKnown(t *testing.T) {
	known := []draft.Known{
		{ID: "mike-waltz", Name: "Mike Waltz", Aliases: []string{"Waltz"}, Kind: "person"},
		{ID: "united-states", Name: "United States", Aliases: []string{"US"}, Kind: "country"},
		{ID: "united-states", Name: "United States", Aliases: []string{"US"}, Place: true},
		{ID: "ann", Name: "Waltz Ann", Kind: "person"}, {ID: "ann-2", Name: "Waltz Ann", Kind: "person"},
	}
	d := draft.Read("The US agreed. “We’ll see movement soon,” Mike Waltz said. “Soon,” he added. Tell us, Waltz Ann.", draft.Options{Language: "en", Known: known})
	if len(d.Quotations) != 2 {
		t.Fatalf("%d quotations, want 2", len(d.Quotations))
	}
	first, second := d.Quotations[0].Speaker, d.Quotations[1].Speaker
	if first == nil || first.Actor != "mike-waltz" || first.Verb == nil || first.Verb.Exact != "said" || first.Pronoun != nil {
		t.Errorf("the first speaker is %+v", first)
	}
	if second == nil || second.Actor != "mike-waltz" || second.Exact != "Mike Waltz" || second.Pronoun == nil || second.Pronoun.Exact != "he" {
		t.Errorf("the second speaker is %+v", second)
	}
	if n := d.Names[0]; n.Exact != "US" || n.Actor != "united-states" || n.Place != "united-states" {
		t.Errorf("the first name is %+v: actor and place are told apart by nothing", n)
	}
	last := d.Names[len(d.Names)-1]
	if last.Exact != "Waltz Ann" || last.Actor != "" || len(last.Among) != 2 {
		t.Errorf("the last name is %+v: two actors have it", last)
	}
	if len(d.Names) != 3 {
		t.Errorf("names %+v: \"us\" is a word", d.Names)
	}
}
