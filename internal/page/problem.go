package page

import "io"

// Problem is the page that says why there is no other.
type Problem struct {
	Frame
	Code        string // of the problem's type
	Status      int
	Heading     string
	Detail      string // in English, as the API says it
	RequestID   string
	Suggestions []string // what was perhaps meant: addresses, or words
	Parameter   string
	Missing     bool        // there is nothing at the address
	Near        []EventLink // stories that were perhaps meant
	Stories     []EventLink // some that there are
}

// NewProblem makes the page of a problem, whose title is said in the page's
// language where that knows it.
func NewProblem(f Frame, code string, status int, title, detail string) *Problem {
	p := &Problem{Frame: f, Code: code, Status: status, Heading: title, Detail: detail}
	if s, ok := f.Language.texts["page.problem."+code]; ok {
		p.Heading = s
	}
	p.Title = p.Heading
	return p
}

// Render writes the page of a problem.
func (p *Problem) Render(w io.Writer) error { return render(w, "problem", p.Language, p) }
