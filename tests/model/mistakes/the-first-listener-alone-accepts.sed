# listeners
/^loop_turn/,/^}/s/(void)loop_accept(which);/(void)loop_accept(0);/
