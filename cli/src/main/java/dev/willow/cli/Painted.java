package dev.willow.cli;

/// A cell of a table that stands out.
record Painted(Object text, Colour colour) {
    static Painted of(Object cell) {
        return cell instanceof Painted painted ? painted : new Painted(cell, Colour.PLAIN);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
