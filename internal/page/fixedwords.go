package page

import (
	"html"
	"text/template/parse"
)

// writeWords puts the texts of a language that nothing is filled into where templates
// ask for them, so that they are looked up and escaped once for a set, not hundreds of
// times for a page. They are escaped for text and for attributes in quotes; a test
// sees to it that they are asked for nowhere else.
func writeWords(list *parse.ListNode, l *Language) {
	if list == nil {
		return
	}
	for i, node := range list.Nodes {
		switch n := node.(type) {
		case *parse.ActionNode:
			if key, ok := wordsAsked(n.Pipe); ok {
				list.Nodes[i] = &parse.TextNode{NodeType: parse.NodeText, Pos: n.Pos, Text: []byte(html.EscapeString(l.text(key)))}
			}
		case *parse.IfNode:
			writeWords(n.List, l)
			writeWords(n.ElseList, l)
		case *parse.RangeNode:
			writeWords(n.List, l)
			writeWords(n.ElseList, l)
		case *parse.WithNode:
			writeWords(n.List, l)
			writeWords(n.ElseList, l)
		}
	}
}

// wordsAsked is the key of a pipeline that is t with a key alone.
func wordsAsked(p *parse.PipeNode) (key string, ok bool) {
	if len(p.Decl) > 0 || len(p.Cmds) != 1 || len(p.Cmds[0].Args) != 2 {
		return "", false
	}
	function, isFunction := p.Cmds[0].Args[0].(*parse.IdentifierNode)
	argument, isText := p.Cmds[0].Args[1].(*parse.StringNode)
	if !isFunction || !isText || function.Ident != "t" {
		return "", false
	}
	return argument.Text, true
}
