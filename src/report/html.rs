//! Pages as they are written.

use askama::DynTemplate;

/// A page into `text`. Where a template has nothing but a line break and its indentation between two
/// tags, that is for whoever reads the template; a blank that is to be seen stands on the line.
/// askama takes out what stands beside its own blocks, and cannot see two tags. What comes from data
/// is escaped, so that no `>` or `<` of it is mistaken for a tag's.
///
/// # Errors
/// A template that cannot be put together.
pub(crate) fn render_into(template: &dyn DynTemplate, text: &mut String) -> askama::Result<()> {
    let page = template.dyn_render()?;
    let mut rest = page.as_str();
    while let Some((before, after)) = rest.split_once(">\n") {
        text.push_str(before);
        text.push('>');
        rest = after.trim_start_matches([' ', '\n']);
        if !rest.starts_with('<') {
            text.push('\n');
        }
    }
    text.push_str(rest);
    Ok(())
}

/// A page of its own.
///
/// # Errors
/// See [`render_into`].
pub(crate) fn render(template: &dyn DynTemplate) -> askama::Result<String> {
    let mut text = String::new();
    render_into(template, &mut text)?;
    Ok(text)
}
