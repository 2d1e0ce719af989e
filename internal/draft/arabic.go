package draft

var arabic = lexicon{tag: "ar"}
