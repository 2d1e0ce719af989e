package columns

func init() { oftenRows = 3 }
