package dev.taskhost.bench;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Whether a figure that was sampled at even distances has stopped growing: the median of the last third is not above that of
 * the middle third by more than what is allowed. The first third is the time to warm up.
 *
 * @param middle median of the middle third, or its lowest
 * @param last the same of the last third
 * @param allowed how much the last may be above the middle
 * @param slope of the line through the last two thirds by least squares, per sample
 */
record Flatness(double middle, double last, double allowed, double slope) {
    private static final int FEWEST = 6;

    /**
     * Judges.
     *
     * @param part allowed growth as a part of the middle's median
     * @param absolute allowed growth at least
     */
    static Flatness of(List<Double> samples, double part, double absolute) {
        return of(samples, part, absolute, Flatness::median);
    }

    /**
     * The same of a figure to which is added whatever is under way at the moment, as interpreters that are being replaced are to the heap: by
     * its lowest, which something that is never given back lifts as well.
     */
    static Flatness ofLows(List<Double> samples, double part, double absolute) {
        return of(samples, part, absolute, Collections::min);
    }

    private static Flatness of(
            List<Double> samples, double part, double absolute, ToDoubleFunction<List<Double>> figure) {
        if (samples.size() < FEWEST) {
            throw new IllegalArgumentException(
                    samples.size() + " samples tell nothing; at least " + FEWEST + " are needed");
        }
        int third = samples.size() / 3;
        int from = samples.size() - 2 * third;
        double middle = figure.applyAsDouble(samples.subList(from, from + third));
        double last = figure.applyAsDouble(samples.subList(from + third, samples.size()));
        return new Flatness(
                middle, last, Math.max(absolute, part * middle), slope(samples.subList(from, samples.size())));
    }

    boolean isFlat() {
        return last - middle <= allowed;
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static double slope(List<Double> values) {
        double[] y = values.stream().mapToDouble(Double::doubleValue).toArray();
        double meanX = (y.length - 1) / 2.0;
        double meanY = Arrays.stream(y).average().orElse(0);
        double above = 0;
        double below = 0;
        for (int x = 0; x < y.length; x++) {
            above += (x - meanX) * (y[x] - meanY);
            below += (x - meanX) * (x - meanX);
        }
        return above / below;
    }
}
