# table
/^loop_turn/,/^}/s/if (event == EVENT_LISTENER)/if (event == EVENT_LISTENER \&\& n > 1)\n\t\t\tcontinue;\n\t\telse &/
