package draft

var chinese = lexicon{tag: "zh"}
