package draft

var spanish = lexicon{tag: "es"}
