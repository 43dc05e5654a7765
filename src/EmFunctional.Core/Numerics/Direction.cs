namespace EmFunctional.Numerics;

// Directions in a plane, with the same bits everywhere.
static class Direction
{
    /// <summary>
    /// The angle of the direction (x, y), from −π to π, within 2⁻⁵²·max(1, |angle|): a rough one, and three Newton steps
    /// a + (y cos a − x sin a)/√(x² + y²), each of which leaves a sixth of the cube of the error. 0 where there is no direction.
    /// </summary>
    /// <param name="y">A finite number.</param>
    /// <param name="x">A finite number.</param>
    public static double Angle(double y, double x)
    {
        var scale = Math.Max(Math.Abs(x), Math.Abs(y));
        if (scale == 0)
            return 0;
        var (u, v) = (x / scale, y / scale);
        var ratio = Math.Min(Math.Abs(u), Math.Abs(v)); // the larger is 1
        var angle = ratio * (1.05 - 0.27 * ratio);
        angle = Math.Abs(v) > Math.Abs(u) ? 0.5 * Math.PI - angle : angle;
        angle = u < 0 ? Math.PI - angle : angle;
        angle = v < 0 ? -angle : angle;
        var length = Math.Sqrt(u * u + v * v);
        for (var step = 0; step < 3; step++)
            angle += (v * Elementary.Cos(angle) - u * Elementary.Sin(angle)) / length;
        return angle;
    }
}
