package convert_test
import ("testing";"bytes";"fmt";"github.com/parquet-go/parquet-go";"example.org/dateline/internal/convert")
func TestZZ(t *testing.T){
 text,_ := written(t, named(t, convert.OutsideEvents,"parquet"), onServer, anEvent("a","2025-03-05/.."), anEvent("b",""), anEvent("c","0001-01-01"), anEvent("d","Y-13800000000"))
 f,_ := parquet.OpenFile(bytes.NewReader(text), int64(len(text)))
 fmt.Println(f.Schema())
 for i, c := range f.RowGroups()[0].ColumnChunks() {
   name := f.Schema().Columns()[i]
   if len(name)!=1 {continue}
   p := c.Pages()
   pg,_ := p.ReadPage()
   vals := make([]parquet.Value, 10)
   n,_ := pg.Values().ReadValues(vals)
   fmt.Printf("%v", name)
   for _,v := range vals[:n] { fmt.Printf(" %v(%d)", v, v.DefinitionLevel()) }
   fmt.Println()
   p.Close()
 }
}
