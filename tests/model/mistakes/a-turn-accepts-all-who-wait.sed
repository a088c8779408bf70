# listeners-end
/^loop_turn/,/^}/s/(void)loop_accept(which);/while (loop_accept(which))\
				;/
