# table
s/^	c->generation++;$//
