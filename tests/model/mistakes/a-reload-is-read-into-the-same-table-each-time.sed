# list
s/ \*spare = allowed == allow ? &allow\[1\] : allow;/ *spare = \&allow[1];/
