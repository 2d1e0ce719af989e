# Draws what of each topic has happened, goes on, is expected or was proposed.
#
#   Rscript status.R [ADDRESS [PICTURE]]

library(ggplot2)

given <- commandArgs(trailingOnly = TRUE)
address <- if (length(given) > 0) given[1] else "http://localhost:8080"
picture <- if (length(given) > 1) given[2] else "status-r.png"

url <- paste0(address, "/v1/events/aggregate?group=topic,status&top=8&story=us-ukraine-peace-talks&format=csv")
rows <- read.csv(url)
rows$topic_label <- factor(rows$topic_label, levels = rev(unique(rows$topic_label))) # as they came: the most events first

plot <- ggplot(rows, aes(count, topic_label, fill = status_label)) +
  geom_col() +
  labs(title = "What has happened, goes on, is expected or was proposed", x = "events", y = NULL, fill = NULL) +
  theme_minimal()
ggsave(picture, plot, width = 8, height = 3.6, dpi = 100, bg = "white")

print(xtabs(count ~ topic_label + status_label, rows))
