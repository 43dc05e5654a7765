<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <!-- Puts the examples of a project into its XML documentation: each under the types that it is for, and the types within them. -->
  <xsl:param name="list" />
  <xsl:variable name="examples" select="document(document($list)/files/file)/examples/example" />

  <xsl:template match="@* | node()">
    <xsl:copy>
      <xsl:apply-templates select="@* | node()" />
    </xsl:copy>
  </xsl:template>

  <xsl:template match="member[starts-with(@name, 'T:EmFunctional.') and not(example)]">
    <xsl:copy>
      <xsl:apply-templates select="@* | node()" />
      <xsl:call-template name="example">
        <xsl:with-param name="rest" select="concat(translate(substring-after(@name, 'T:EmFunctional.'), '`', '.'), '.')" />
      </xsl:call-template>
    </xsl:copy>
  </xsl:template>

  <!-- The example for the shortest beginning of a dotted name that has one. -->
  <xsl:template name="example">
    <xsl:param name="begin" />
    <xsl:param name="rest" />
    <xsl:variable name="name" select="concat($begin, substring-before($rest, '.'))" />
    <xsl:variable name="found" select="$examples[contains(concat(' ', normalize-space(@for), ' '), concat(' ', $name, ' '))]" />
    <xsl:choose>
      <xsl:when test="$found">
        <example>
          <xsl:copy-of select="$found[1]/code" />
        </example>
      </xsl:when>
      <xsl:when test="contains($rest, '.')">
        <xsl:call-template name="example">
          <xsl:with-param name="begin" select="concat($name, '.')" />
          <xsl:with-param name="rest" select="substring-after($rest, '.')" />
        </xsl:call-template>
      </xsl:when>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
