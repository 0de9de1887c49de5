# What a browser keeps for when cotake does not run, and what it is told of the pages.
offline-about = Can I take these together? An answer for a whole list of medicines, with its sources.
offline-title = cotake does not run
offline-why = The pages come from cotake on this machine, and it does not answer. Nothing is lost: your list and your journal are where they were.
offline-how = Start it again in a terminal:
offline-then = Then open the link that it prints, or load this page again.
