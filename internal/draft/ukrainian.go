package draft

var ukrainian = lexicon{tag: "uk"}
