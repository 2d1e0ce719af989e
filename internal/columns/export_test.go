package columns

func init() {
	oftenRows, windowRows, skipTerms, fewRows = 3, 128, 4, 9
	lengths = [...]int64{2, 4}
}
