# Draws how many strikes a week the spring of 2025 had: an estimate, and from how many that
# are certain to how many that are possible.
#
#   Rscript weeks.R [ADDRESS [PICTURE]]

library(ggplot2)

given <- commandArgs(trailingOnly = TRUE)
address <- if (length(given) > 0) given[1] else "http://localhost:8080"
picture <- if (length(given) > 1) given[2] else "weeks-r.png"

url <- paste0(address, "/v1/events/aggregate?group=week&measure=estimate,certain,possible&type=strike&story=port&from=2025-02&to=2025-06&fill=true&format=csv")
rows <- read.csv(url, colClasses = c(week = "Date"))

plot <- ggplot(rows, aes(week)) +
  geom_col(aes(y = estimate), fill = "steelblue") +
  geom_errorbar(aes(ymin = certain, ymax = possible), width = 3) +
  labs(title = "Strikes a week at an invented port", subtitle = "By estimate, and from those certainly in the week to those possibly in it", x = NULL, y = NULL) +
  theme_minimal()
ggsave(picture, plot, width = 8, height = 3.6, dpi = 100, bg = "white")

cat(nrow(rows), "weeks from", format(min(rows$week)), "to", format(max(rows$week)), "with", round(sum(rows$estimate), 2), "strikes by estimate\n")
