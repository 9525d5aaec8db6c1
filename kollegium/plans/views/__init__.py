"""What the owner sees and presses: the thread and plans, notes, and taking it all along."""
