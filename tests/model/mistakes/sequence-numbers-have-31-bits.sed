# devices
/^neighbour/,/^}/s/while (m\.sequence != sequence)/while (m.sequence != (sequence \& INT32_MAX))/
