room-plan = Plan
room-plan-lead = Cómo empezar, paso a paso, para acordarlo con quien receta.
