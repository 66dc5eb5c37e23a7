"""The parts that pictures are drawn from: paints, shared shapes, and the bodies and features of faces."""
