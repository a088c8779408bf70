# end
/^serve/,/^}/s/leave_at > now))/leave_at > now + 1))/
